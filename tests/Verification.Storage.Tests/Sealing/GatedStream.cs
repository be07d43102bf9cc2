using System.Text;

namespace Verification.Storage.Tests.Sealing;

/// <summary>A text whose reader is held up until the test lets it on.</summary>
internal sealed class GatedStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text), writable: false)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when someone begins to read.</summary>
    public Task Reached => _reached.Task;

    public void Open() => _opened.SetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();
        await _opened.Task.WaitAsync(cancellationToken);
        return await base.ReadAsync(buffer, cancellationToken);
    }

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        await _opened.Task.WaitAsync(cancellationToken);
        await base.CopyToAsync(destination, bufferSize, cancellationToken);
    }
}

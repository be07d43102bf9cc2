using Microsoft.DurableTask.Client;

namespace Verification.Functions.Durable;

/// <summary>
/// The client of the function that runs now. Functions gives its client to functions only, as a binding, so each function that leads to
/// workflows lends it to the code it calls.
/// </summary>
public sealed class DurableClientAccessor
{
    private readonly AsyncLocal<DurableTaskClient?> _client = new();

    /// <exception cref="InvalidOperationException">The running function has not bound a client.</exception>
    public DurableTaskClient Client
    {
        get => _client.Value ?? throw new InvalidOperationException("The running function has no durable client binding.");
        set => _client.Value = value;
    }
}

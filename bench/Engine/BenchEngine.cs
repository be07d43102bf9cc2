using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Engine;

namespace Verification.Benchmarks.Engine;

/// <summary>An engine in a folder of its own with the workflows that are measured.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _third = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _last = new();
    private readonly TaskCompletionSource _firstDue = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _directory;
    private ServiceProvider _services = null!;
    private bool _keep;

    private BenchEngine(string directory) => _directory = directory;

    public static Signal Signal { get; } = new(new Code("s1"), SignalKind.ProviderEvent);

    public IWorkflowClient Client => _services.GetRequiredService<IWorkflowClient>();

    public Task FirstDue => _firstDue.Task;

    public static async Task<BenchEngine> StartAsync(Action<EngineOptions>? configure = null, string? directory = null)
    {
        var engine = new BenchEngine(directory ?? Directory.CreateTempSubdirectory("engine-bench-").FullName);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IActivity>(new ShortActivity("short", _ => { }));
        services.AddSingleton<IActivity>(new ShortActivity("third", number => engine._third[number].TrySetResult()));
        services.AddSingleton<IActivity>(new ShortActivity("last", number => engine._last[number].TrySetResult()));
        services.AddSingleton<IWorkflow>(new BenchWorkflow("shape", Shape));
        services.AddSingleton<IWorkflow>(new BenchWorkflow("signals", Signals));
        services.AddSingleton<IWorkflow>(new BenchWorkflow("hold", engine.Hold));
        services.AddEmbeddedEngine(options =>
        {
            options.DataDirectory = engine._directory;
            configure?.Invoke(options);
        });
        engine._services = services.BuildServiceProvider();
        foreach (var service in engine._services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(CancellationToken.None);
            await service.StartAsync(CancellationToken.None);
        }

        return engine;
    }

    /// <summary>Starts a workflow, signals it when it waits, and returns when it has ended.</summary>
    public async Task RunOneAsync(int number)
    {
        var third = _third[number] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = _last[number] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = number.ToString(CultureInfo.InvariantCulture);
        await Client.StartAsync("shape", id, CancellationToken.None);
        await third.Task;
        await Client.SignalAsync(id, Signal, CancellationToken.None);
        await last.Task;
        while ((await Client.GetAsync(id, CancellationToken.None))!.RuntimeStatus == WorkflowRuntimeStatus.Running)
        {
        }
    }

    public string Keep()
    {
        _keep = true;
        return _directory;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        if (!_keep)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private static async Task Shape(WorkflowContext context)
    {
        var number = int.Parse(context.InstanceId, CultureInfo.InvariantCulture);
        await CallAsync(context, "short", number);
        await CallAsync(context, "short", number);
        await CallAsync(context, "third", number);
        await context.WaitForSignalAsync();
        for (var i = 0; i < 3; i++)
        {
            await CallAsync(context, "short", number);
        }

        await CallAsync(context, "last", number);
    }

    private static async Task Signals(WorkflowContext context)
    {
        while (true)
        {
            await context.WaitForSignalAsync();
        }
    }

    /// <summary>Waits for a signal or a far deadline; every thousandth is due soon.</summary>
    private async Task Hold(WorkflowContext context)
    {
        var number = int.Parse(context.InstanceId[1..], CultureInfo.InvariantCulture);
        var due = context.Now + (number % 1_000 == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromDays(1));
        await Task.WhenAny(context.WaitForSignalAsync(), context.CreateTimer(due, CancellationToken.None));
        _firstDue.TrySetResult();
    }

    private static Task<BenchMessage> CallAsync(WorkflowContext context, string activity, int number) =>
        context.CallActivityAsync(new ActivityRef<BenchMessage, BenchMessage>(activity), new BenchMessage(number));

    private sealed record BenchMessage(int Number) : IWorkflowMessage;

    private sealed class BenchWorkflow(string name, Func<WorkflowContext, Task> code) : IWorkflow
    {
        public string Name => name;

        public Task RunAsync(WorkflowContext context) => code(context);
    }

    private sealed class ShortActivity(string name, Action<int> work) : IActivity
    {
        public string Name => name;

        public Task<byte[]> InvokeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
        {
            var message = JsonSerializer.Deserialize<BenchMessage>(input.Span, WorkflowJson.Options)!;
            work(message.Number);
            return Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(message, WorkflowJson.Options));
        }
    }
}

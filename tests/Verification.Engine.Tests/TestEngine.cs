using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Engine.Tests;

/// <summary>An engine over a folder of its own, which can be stopped, killed and started again with other code.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private const string Pause = "pause";

    private readonly List<IWorkflow> _workflows = [new LambdaWorkflow(Pause, _ => Task.CompletedTask)];
    private readonly List<IActivity> _activities = [];
    private ServiceProvider? _services;
    private int _pauses;

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Where the engine's time comes from, when not from <see cref="Clock"/>.</summary>
    public TimeProvider? TimeProvider { get; set; }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("engine-").FullName;

    public List<string> Log { get; } = [];

    public Action<EngineOptions> Configure { get; set; } = _ => { };

    /// <summary>Called before (false) and after (true) every commit.</summary>
    public Action<bool>? CommitProbe { get; set; }

    public IWorkflowClient Client => _services!.GetRequiredService<IWorkflowClient>();

    public EngineHealth Health => _services!.GetRequiredService<IEngineMonitor>().Read();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Adds a workflow, or replaces the one of this name at the next start.</summary>
    public TestEngine Workflow(string name, Func<WorkflowContext, Task> code)
    {
        _workflows.RemoveAll(workflow => workflow.Name == name);
        _workflows.Add(new LambdaWorkflow(name, code));
        return this;
    }

    public TestEngine Activity(string name, Func<int, CancellationToken, Task<int>> code)
    {
        _activities.RemoveAll(activity => activity.Name == name);
        _activities.Add(new LambdaActivity(name, code));
        return this;
    }

    /// <summary>Adds another activity of a name that is taken.</summary>
    public TestEngine Also(string name, Func<int, int> code)
    {
        _activities.Add(new LambdaActivity(name, (input, _) => Task.FromResult(code(input))));
        return this;
    }

    public TestEngine Activity(string name, Func<int, int> code) => Activity(name, (input, _) => Task.FromResult(code(input)));

    public async Task<TestEngine> StartAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new ListLogger(Log)));
        services.AddSingleton(TimeProvider ?? Clock);
        _workflows.ForEach(workflow => services.AddSingleton(workflow));
        _activities.ForEach(activity => services.AddSingleton(activity));
        services.AddEmbeddedEngine(options =>
        {
            options.DataDirectory = Directory;
            options.CommitProbe = after => CommitProbe?.Invoke(after);
            Configure(options);
        });
        _services = services.BuildServiceProvider();
        IHostedService[] hosted = [.. _services.GetServices<IHostedService>()];
        foreach (var service in hosted.OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(Token);
        }

        foreach (var service in hosted)
        {
            await service.StartAsync(Token);
        }

        return this;
    }

    /// <summary>A graceful stop; with a cancelled token what runs is left where it is.</summary>
    public async Task StopAsync(bool leave = false)
    {
        if (_services is not null)
        {
            foreach (var service in _services.GetServices<IHostedService>())
            {
                await service.StopAsync(leave ? new CancellationToken(canceled: true) : Token);
            }

            await _services.DisposeAsync();
            _services = null;
        }
    }

    public async Task RestartAsync()
    {
        await StopAsync(leave: true);
        await StartAsync();
    }

    public void RemoveWorkflow(string name) => _workflows.RemoveAll(workflow => workflow.Name == name);

    /// <summary>Holds the engine before a commit while all this happens, so that it finds all of it at once afterwards.</summary>
    public async Task InOneCommitAsync(Action happens)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var release = new ManualResetEventSlim();
        CommitProbe = _ =>
        {
            CommitProbe = null;
            entered.SetResult();
            release.Wait();
        };
        var pause = Client.StartAsync(Pause, $"pause-{++_pauses}", Token);
        await entered.Task;
        happens();
        release.Set();
        await pause;
    }

    /// <summary>Lets time pass until this holds.</summary>
    public async Task AdvanceUntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Token.ThrowIfCancellationRequested();
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    /// <summary>Returns once the instance waits for something other than activities.</summary>
    public async Task UntilIdleAsync(string id)
    {
        do
        {
            await Task.Yield();
            Assert.NotNull(await Client.GetAsync(id, Token));
        }
        while (Health is not { RunningActivities: 0, QueuedActivities: 0 });

        // The last activity's result is handled in the commit that the answer comes after.
        await Client.GetAsync(id, Token);
    }

    /// <summary>The instance once it is in this status.</summary>
    public async Task<WorkflowInstance> UntilAsync(string id, WorkflowRuntimeStatus status)
    {
        while (true)
        {
            if (await Client.GetAsync(id, Token) is { } instance && instance.RuntimeStatus != WorkflowRuntimeStatus.Running)
            {
                Assert.True(instance.RuntimeStatus == status, $"{id} is {instance.RuntimeStatus}:\n{string.Join('\n', Log)}");
                return instance;
            }

            await Task.Yield();
        }
    }

    public Task<WorkflowInstance> CompletedAsync(string id) => UntilAsync(id, WorkflowRuntimeStatus.Completed);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(leave: true);
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}

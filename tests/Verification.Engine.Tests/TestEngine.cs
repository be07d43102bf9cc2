using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Engine.Tests;

/// <summary>An engine over a folder of its own, which can be stopped, killed and started again with other code.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private readonly List<IWorkflow> _workflows = [];
    private readonly List<IActivity> _activities = [];
    private ServiceProvider? _services;

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Where the engine's time comes from, when not from <see cref="Clock"/>.</summary>
    public TimeProvider? TimeProvider { get; set; }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("engine-").FullName;

    public List<string> Log { get; } = [];

    public Action<EngineOptions> Configure { get; set; } = _ => { };

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
            Configure(options);
        });
        _services = services.BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>().Cast<IHostedLifecycleService>())
        {
            await service.StartingAsync(Token);
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

    /// <summary>The instance once it is in this status.</summary>
    public async Task<WorkflowInstance> UntilAsync(string id, WorkflowRuntimeStatus status)
    {
        while (true)
        {
            if (await Client.GetAsync(id, Token) is { } instance && instance.RuntimeStatus == status)
            {
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

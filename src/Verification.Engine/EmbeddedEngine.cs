using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Verification.Core.Storage;
using Verification.Core.Workflows;
using Verification.Engine.Activities;
using Verification.Engine.Loop;
using Verification.Engine.Storage;

namespace Verification.Engine;

/// <summary>The engine as a host sees it: takes the data folder, runs one thread over it, passes requests to that thread.</summary>
internal sealed class EmbeddedEngine(
    IServiceProvider services, IOptions<EngineOptions> options, TimeProvider timeProvider, ILogger<EmbeddedEngine> logger)
    : IWorkflowClient, IEngineMonitor, IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(2);

    private readonly Mailbox _mailbox = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DataDirectoryLock? _lock;
    private EngineDatabase? _database;
    private EngineLoop? _loop;
    private volatile bool _isStopping;
    private volatile string? _problem = "The engine has not started.";

    /// <summary>Takes the data folder before any other service starts, so that a second process changes nothing.</summary>
    /// <exception cref="StoreException">The folder is in use or cannot be used; the message is for the person at the console.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(options.Value.DataDirectory);
        _lock = DataDirectoryLock.Acquire(directory);
        try
        {
            _database = new EngineDatabase(directory);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Resolved now and not injected, because activities may themselves want the client.
        var parts = new EngineParts(
            options.Value,
            ByName(services.GetServices<IWorkflow>(), workflow => workflow.Name),
            ByName(services.GetServices<IActivity>(), activity => activity.Name),
            timeProvider,
            logger);
        _loop = new EngineLoop(_database!, parts, _mailbox);
        logger.EngineStarted(options.Value.DataDirectory, _loop.Resuming);
        _problem = null;
        new Thread(() => Run(_loop)) { IsBackground = true, Name = "Workflow engine" }.UnsafeStart();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets running activities finish, then asks them to stop, then leaves them; those run again after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_loop is null)
        {
            return;
        }

        _isStopping = true;
        _mailbox.Post(new Stop(StopPhase.Drain));
        await EndsWithinAsync(options.Value.DrainTimeout, cancellationToken);
        _mailbox.Post(new Stop(StopPhase.Cancel));
        await EndsWithinAsync(CancelGrace, cancellationToken);
        _mailbox.Post(new Stop(StopPhase.Abandon));
        await _ended.Task;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> StartAsync(string workflow, string instanceId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return SendAsync(new StartRequest(workflow, instanceId, ActivityCall.IsCaller), cancellationToken);
    }

    public Task<bool> SignalAsync(string instanceId, Signal signal, CancellationToken cancellationToken) =>
        SendAsync(new SignalRequest(instanceId, signal), cancellationToken);

    public Task<WorkflowInstance?> GetAsync(string instanceId, CancellationToken cancellationToken) =>
        SendAsync(new GetRequest(instanceId), cancellationToken);

    public Task TerminateAsync(string instanceId, CancellationToken cancellationToken) =>
        SendAsync(new TerminateRequest(instanceId), cancellationToken);

    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken) =>
        SendAsync(new PurgeRequest(instanceId), cancellationToken);

    public EngineHealth Read()
    {
        var health = _loop?.Health() ?? new EngineHealth(false, null, 0, 0, 0, []);
        return _problem is { } problem ? health with { Ready = false, Problem = problem } : health;
    }

    /// <summary>Leaves at once, for a host that did not stop the engine or could not start it.</summary>
    public void Dispose()
    {
        if (_loop is null)
        {
            Close();
            return;
        }

        _mailbox.Post(new Stop(StopPhase.Abandon));
        _ended.Task.Wait();
    }

    private Task<T> SendAsync<T>(Request<T> request, CancellationToken cancellationToken)
    {
        // Activities that are let finish may still need the client.
        var refusal = _problem ?? (_isStopping && !ActivityCall.IsCaller ? "The engine is stopping." : null);
        if (refusal is null && !_mailbox.Post(request))
        {
            refusal = "The engine is stopped.";
        }

        return refusal is null ? request.Task.WaitAsync(cancellationToken) : Task.FromException<T>(new StoreException(refusal));
    }

    private static Dictionary<string, T> ByName<T>(IEnumerable<T> all, Func<T, string> name)
    {
        Dictionary<string, T> byName = [];
        foreach (var one in all)
        {
            if (!byName.TryAdd(name(one), one))
            {
                throw new InvalidOperationException($"Two of {typeof(T).Name} are called {name(one)}.");
            }
        }

        return byName;
    }

    private async Task EndsWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await _ended.Task.WaitAsync(limit, timeProvider, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The next phase follows.
        }
    }

    private void Run(EngineLoop loop)
    {
        try
        {
            loop.Run();
            _problem = "The engine is stopped.";
            logger.EngineStopped(loop.Running);
        }
        catch (Exception exception)
        {
            _problem = exception is SqliteException sqlite
                ? $"The engine's file cannot be used: {sqlite.Advice}."
                : $"The engine met an unexpected {exception.GetType().Name}.";
            logger.EngineFailed(_problem, exception.StackTrace);
            services.GetService<IHostApplicationLifetime>()?.StopApplication();
        }

        var refusal = new StoreException(_problem);
        foreach (var request in _mailbox.Close().OfType<Request>())
        {
            request.Fail(refusal);
        }

        loop.Refuse(refusal);
        loop.Dispose();
        Close();
        _ended.SetResult();
    }

    private void Close()
    {
        _database?.Dispose();
        _lock?.Dispose();
    }
}

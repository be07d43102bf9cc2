using System.Reflection;
using Verification.Core.Workflows;

namespace Verification.Architecture.Tests;

/// <summary>
/// Workflow code touches the outside only through <see cref="WorkflowContext"/>. Checked in the compiled code of everything that a
/// workflow reaches in our assemblies; what it is handed in a delegate or overrides is not seen.
/// </summary>
public sealed class WorkflowDeterminismTests
{
    private static readonly string[] ForbiddenNamespaces =
    [
        "System.IO", "System.Net", "System.Security.Cryptography", "Microsoft.Extensions", "Microsoft.AspNetCore", "Azure",
    ];

    private static readonly HashSet<string> ForbiddenTypes =
    [
        "TimeProvider", "Random", "Environment", "Console", "Thread", "ThreadPool", "Timer", "PeriodicTimer", "Monitor", "Lock", "SemaphoreSlim",
        "Parallel", "TaskFactory", "Stopwatch", "Process", "Activity", "ActivitySource", "Meter",
    ];

    private static readonly HashSet<string> ForbiddenMembers =
    [
        "DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow", "Guid.NewGuid",
        "Guid.CreateVersion7", "Task.Run", "Task.Delay", "Task.Wait", "Task.ConfigureAwait", "Task.Yield", "Task.WaitAsync",
        "Task.WaitAll", "Task.WaitAny", "Task.ContinueWith", "CancellationTokenSource.CancelAfter", "CancellationTokenSource.CancelAsync",
    ];

    public static TheoryData<Type> Workflows => [.. Implementations(ProductProject.Assemblies)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void State_OfWorkflow_IsNone(Type workflow)
    {
        var state = workflow.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field is { IsLiteral: false } and not { IsStatic: true, IsInitOnly: true });

        Assert.True(workflow.IsSealed);
        state.Select(field => field.Name).ShouldBeNone();
        Assert.All(workflow.GetConstructors(), constructor => Assert.Empty(constructor.GetParameters()));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Code_OfWorkflow_TouchesOnlyItsContext(Type workflow) => Trespasses(workflow).ShouldBeNone();

    [Fact]
    public void Trespasses_OfCarelessWorkflow_AreNamed() => Assert.Equal(
        [
            "CancellationTokenSource.CancelAsync", "Environment.get_MachineName", "File.Exists", "IWorkflowClient.PurgeAsync",
            "TimeProvider.GetUtcNow", "TimeProvider.get_System",
        ],
        Trespasses(typeof(CarelessWorkflow)).Order(StringComparer.Ordinal));

    private static IEnumerable<Type> Implementations(IEnumerable<Assembly> assemblies) =>
        assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && type.IsAssignableTo(typeof(IWorkflow)));

    private static HashSet<string> Trespasses(Type workflow)
    {
        var trespasses = new HashSet<string>();
        var seen = new HashSet<MethodBase>();
        var open = new Queue<MethodBase>(workflow.GetMethods().Where(method => method.DeclaringType == workflow));
        while (open.TryDequeue(out var method))
        {
            foreach (var called in CalledMembers.Of(method).Where(seen.Add))
            {
                if (IsTrespass(called))
                {
                    trespasses.Add($"{called.DeclaringType?.Name}.{called.Name}");
                }
                else if (IsOurs(called))
                {
                    open.Enqueue(called);
                }
            }
        }

        return trespasses;
    }

    private static bool IsTrespass(MethodBase method)
    {
        var type = method.DeclaringType!;
        return IsOurs(method)
            ? method.IsAbstract && type != typeof(WorkflowContext)
            : method.Name != ConstructorInfo.TypeConstructorName
                && (ForbiddenNamespaces.Any(name => $"{type.Namespace}.".StartsWith($"{name}.", StringComparison.Ordinal))
                    || ForbiddenTypes.Contains(type.Name)
                    || ForbiddenMembers.Contains($"{type.Name.Split('`')[0]}.{method.Name}"));
    }

    private static bool IsOurs(MethodBase method) => method.Module.Assembly.GetName().Name!.StartsWith("Verification.", StringComparison.Ordinal);

    private sealed class CarelessWorkflow : IWorkflow
    {
        public string Name => Environment.MachineName;

        public async Task RunAsync(WorkflowContext context)
        {
            using var lost = new CancellationTokenSource();
            await context.CreateTimer(Later(context), lost.Token);
            await lost.CancelAsync();
            Func<Task<bool>> purge = () => Purge(null, context.InstanceId);
            await purge();
        }

        private static DateTimeOffset Later(WorkflowContext context) => File.Exists(context.InstanceId) ? context.Now : Clock<int>.Now();

        private static Task<bool> Purge(IWorkflowClient? client, string id) => client!.PurgeAsync(id, CancellationToken.None);

        private static class Clock<T>
        {
            private static readonly TimeProvider Time = TimeProvider.System;

            public static DateTimeOffset Now() => Time.GetUtcNow();
        }
    }
}

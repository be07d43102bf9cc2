using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Verification.Architecture.Tests;

/// <summary>Alerts name log events by their id, so no two events share one.</summary>
public sealed class LogEventTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static IReadOnlyList<(MethodInfo Method, LoggerMessageAttribute Event)> Events { get; } =
    [
        .. from assembly in ProductProject.Assemblies
           from type in assembly.GetTypes()
           from method in type.GetMethods(Any)
           let logged = method.GetCustomAttribute<LoggerMessageAttribute>()
           where logged is not null
           select (method, logged),
    ];

    [Fact]
    public void Ids_OfAllEvents_AreUnique()
    {
        Assert.NotEmpty(Events);
        Events.GroupBy(found => found.Event.EventId)
            .Where(sharing => sharing.Count() > 1)
            .Select(sharing => $"{sharing.Key}: {string.Join(", ", sharing.Select(found => $"{found.Method.DeclaringType}.{found.Method.Name}"))}")
            .ShouldBeNone();
    }

    /// <summary>Without a number the generator makes one up from the name.</summary>
    [Fact]
    public void Ids_OfAllEvents_AreChosen() =>
        Events.Where(found => found.Event.EventId <= 0).Select(found => $"{found.Method.DeclaringType}.{found.Method.Name}").ShouldBeNone();
}

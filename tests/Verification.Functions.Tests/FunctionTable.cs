using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Verification.Functions;

/// <summary>One function as the Functions runtime would index it.</summary>
internal sealed record FunctionEntry(string Name, MethodInfo Method)
{
    public T? Trigger<T>()
        where T : Attribute =>
        Method.GetParameters().Select(parameter => parameter.GetCustomAttribute<T>()).SingleOrDefault(attribute => attribute is not null);
}

/// <summary>All functions of the host.</summary>
internal static class FunctionTable
{
    public static IReadOnlyList<FunctionEntry> All { get; } =
        [.. from type in typeof(FunctionTable).Assembly.GetTypes()
            from method in type.GetMethods()
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            select new FunctionEntry(function.Name, method)];

    public static IReadOnlyList<FunctionEntry> TriggeredBy<T>()
        where T : Attribute =>
        [.. All.Where(function => function.Trigger<T>() is not null)];

    public static IEnumerable<string> NamesTriggeredBy<T>()
        where T : Attribute =>
        TriggeredBy<T>().Select(function => function.Name).Order(StringComparer.Ordinal);
}

using System.Reflection;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Architecture.Tests;

/// <summary>
/// No personal data enters workflow history, because no workflow message has a member that could carry it: members are ids, codes,
/// enums, numbers, booleans, times, other messages, or lists of these.
/// </summary>
public sealed class WorkflowMessageTests
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(VerificationId), typeof(Code), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(decimal),
        typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan),
    ];

    private static readonly HashSet<Type> Lists = [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(List<>)];

    [Fact]
    public void Members_OfEveryMessage_CannotCarryText()
    {
        var messages = ProductProject.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IWorkflowMessage)))
            .ToArray();

        Assert.NotEmpty(messages);
        messages.SelectMany(Offenders).ShouldBeNone();
    }

    [Fact]
    public void Offenders_OfCarelessMessage_AreNamed() => Assert.Equal(
        [
            "Careless<T>.Anything: Object", "Careless<T>.Name: String", "Careless<T>.Names: IReadOnlyList<String>", "Careless<T>.Raw: Byte[]",
            "Careless<T>._hidden: String",
        ],
        Offenders(typeof(Careless<>)).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Offenders(Type message) =>
        from field in message.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where !IsSafe(field.FieldType)
        select $"{Word(message)}.{MemberName(field)}: {Word(field.FieldType)}";

    private static bool IsSafe(Type type) =>
        Plain.Contains(type)
        || type.IsEnum
        || type.IsAssignableTo(typeof(IWorkflowMessage))
        || (Nullable.GetUnderlyingType(type) is { } value && IsSafe(value))
        || (type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) && IsSafe(type.GetGenericArguments()[0]));

    /// <summary>Properties are seen as their fields, which also shows what has no property.</summary>
    private static string MemberName(FieldInfo field) =>
        field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;

    private static string Word(Type type) =>
        type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Word))}>"
            : type.Name;

    private sealed record Careless<T>(
        VerificationId Id, Code? Reason, DayOfWeek Day, TimeSpan? Wait, IReadOnlyList<Code> Reasons, T Value, IReadOnlyList<Failure> Failures,
        string Name, IReadOnlyList<string> Names, object Anything, byte[] Raw) : IWorkflowMessage
        where T : class, IWorkflowMessage
    {
        private readonly string _hidden = Name;

        public int Length() => _hidden.Length;
    }
}

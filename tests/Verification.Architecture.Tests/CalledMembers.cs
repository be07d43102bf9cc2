using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Verification.Architecture.Tests;

/// <summary>Reads from compiled code which members a method names: what it calls, creates, points to, and which statics it touches.</summary>
internal static class CalledMembers
{
    private const BindingFlags Everything = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The methods that this one names, with the body of its state machine taken as its own.</summary>
    public static IEnumerable<MethodBase> Of(MethodBase method)
    {
        var called = Named(method);
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            called = called.Concat(Named(machine.StateMachineType.GetMethod("MoveNext", Everything)!));
        }

        return called.Select(Definition);
    }

    private static IEnumerable<MethodBase> Named(MethodBase method)
    {
        foreach (var member in Tokens(method))
        {
            if (member is MethodBase called)
            {
                yield return called;
            }

            if (member is FieldInfo { IsStatic: true } or MethodBase && member.DeclaringType?.TypeInitializer is { } initializer)
            {
                yield return initializer;
            }
        }
    }

    private static IEnumerable<MemberInfo> Tokens(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            // Two-byte instructions begin with FE.
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var instruction = Codes[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            {
                yield return Resolve(method, BitConverter.ToInt32(code, at));
            }

            at += OperandSize(instruction, code, at);
        }
    }

    private static MemberInfo Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType?.GetGenericArguments(),
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;

    private static int OperandSize(OpCode instruction, byte[] code, int at) => instruction.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    private static MethodBase Definition(MethodBase method) =>
        method.DeclaringType is { IsConstructedGenericType: true } || method is { IsGenericMethod: true, IsGenericMethodDefinition: false }
            ? method.Module.ResolveMethod(method.MetadataToken)!
            : method;
}

using System.Text.Json;

namespace Verification.Core.Storage;

/// <summary>Tells what was altered or cut from a store that is out: no later try reads it, and everything else can still be read.</summary>
internal static class Damage
{
    public static bool Is(Exception exception) => exception is InvalidDataException or StoreException { InnerException: JsonException };
}

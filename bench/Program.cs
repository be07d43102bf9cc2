using Verification.Benchmarks.Api;
using Verification.Benchmarks.Engine;
using Verification.Benchmarks.Product;

var cases = new Dictionary<string, Func<string[], Task>>
{
    ["engine"] = EngineCase.RunAsync,
    ["upload"] = UploadCase.RunAsync,
    ["verification"] = VerificationCase.RunAsync,
};

if (args.Length == 0 || !cases.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"Usage: dotnet run -c Release --project bench -- CASE\nCases: {string.Join(", ", cases.Keys)}");
    return 2;
}

await run(args[1..]);
return 0;

using System.Diagnostics;
using System.Globalization;
using Verification.Core.Verifications;

namespace Verification.Benchmarks.Product;

/// <summary>
/// Whole verifications with the simulated PictureID, which decides at once, over HTTP on Kestrel: from the start to the deleted dossier.
/// Beside them the adapter alone makes the same calls at the same simulator in the same process, keeping nothing: what is above it is
/// the price of the API, the workflow and of everything that is written down, sealed and synced.
/// </summary>
internal static class VerificationCase
{
    private const int AtATime = 16;

    // Until then the runtime still compiles again what is called often, which costs more than the verifications.
    private const int WarmUp = 800;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 400;
        await using var product = await BenchProduct.StartAsync();
        await ManyAsync(WarmUp, product.CallProviderAsync);
        await ManyAsync(WarmUp, product.VerifyAsync);

        var alone = await ManyAsync(count, product.CallProviderAsync);
        var whole = await ManyAsync(count, product.VerifyAsync);
        Print("adapter alone", count, alone, "");
        Print("product", count, whole, $", {whole.Took / alone.Took:N1} times the time");

        var aloneEach = await OneByOneAsync(count / 4, product.CallProviderAsync);
        var wholeEach = await OneByOneAsync(count / 4, product.VerifyAsync);
        Console.WriteLine($"{aloneEach,8:N1} ms median by the adapter alone, one at a time");
        Console.WriteLine($"{wholeEach,8:N1} ms median by the product, one at a time ({wholeEach / aloneEach:N1} times the time)");
    }

    private static void Print(string what, int count, (TimeSpan Took, TimeSpan Cpu) run, string beside) => Console.WriteLine(
        $"{count / run.Took.TotalSeconds,8:N0} verifications/s by the {what}, {AtATime} at a time "
        + $"({run.Cpu.TotalMilliseconds / count:N1} ms of processor each{beside})");

    private static async Task<(TimeSpan Took, TimeSpan Cpu)> ManyAsync(int count, Func<VerificationId, Task> verify)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime };
        await Parallel.ForAsync(0, count, options, async (_, _) => await verify(VerificationId.New(TimeProvider.System)));
        return (watch.Elapsed, Environment.CpuUsage.TotalTime - cpu);
    }

    private static async Task<double> OneByOneAsync(int count, Func<VerificationId, Task> verify)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var watch = Stopwatch.StartNew();
            await verify(VerificationId.New(TimeProvider.System));
            times[i] = watch.Elapsed.TotalMilliseconds;
        }

        return times.Order().ElementAt(count / 2);
    }
}

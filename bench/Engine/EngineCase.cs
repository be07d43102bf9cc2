using System.Diagnostics;

namespace Verification.Benchmarks.Engine;

/// <summary>
/// What the embedded engine carries: workflows of the shape {3 short activities, one signal, 4 short activities}, many at a time and one
/// at a time; what a waiting one costs; how long a restart takes. Beside it what SQLite alone does on the same disk in the same run.
/// </summary>
internal static class EngineCase
{
    public static async Task RunAsync(string[] args)
    {
        var many = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 20_000;
        var waiting = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 100_000;
        SqliteLoop.Run();

        // First, while the heap is small enough to see what waiting costs.
        await WaitingAsync(waiting);
        await ThroughputAsync(2_000, print: false);
        await ThroughputAsync(many, print: true);
        await LatencyAsync(2_000);
        await HistoryAsync();
    }

    private static async Task ThroughputAsync(int count, bool print)
    {
        await using var engine = await BenchEngine.StartAsync();
        var running = new SemaphoreSlim(256);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var all = new Task[count];
        for (var i = 0; i < count; i++)
        {
            await running.WaitAsync();
            all[i] = OneAsync(engine, i, running);
        }

        await Task.WhenAll(all);
        if (print)
        {
            var busy = (Process.GetCurrentProcess().TotalProcessorTime - cpu) / watch.Elapsed;
            Console.WriteLine($"{count / watch.Elapsed.TotalSeconds,12:N0} workflows/s, 256 at a time ({busy:N1} cores busy)");
        }
    }

    private static async Task OneAsync(BenchEngine engine, int number, SemaphoreSlim running)
    {
        await engine.RunOneAsync(number);
        running.Release();
    }

    private static async Task LatencyAsync(int count)
    {
        await using var engine = await BenchEngine.StartAsync();
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var watch = Stopwatch.StartNew();
            await engine.RunOneAsync(i);
            times[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        var (median, late) = (times[count / 2], times[count * 99 / 100]);
        Console.WriteLine($"{median,12:N2} ms from start to completion, one at a time (median; 99th percentile {late:N2} ms)");
    }

    private static async Task HistoryAsync()
    {
        await using var engine = await BenchEngine.StartAsync();
        await engine.Client.StartAsync("signals", "s", CancellationToken.None);
        var watch = Stopwatch.StartNew();
        foreach (var steps in new[] { 1_000, 10_000, 100_000 })
        {
            var before = watch.Elapsed;
            const int Sample = 1_000;
            for (var i = 0; i < Sample; i++)
            {
                await engine.Client.SignalAsync("s", BenchEngine.Signal, CancellationToken.None);
            }

            var each = (watch.Elapsed - before).TotalMicroseconds / Sample;
            Console.WriteLine($"{each,12:N0} us a step behind a history of {steps - 1_000:N0}");
            await Task.WhenAll(Enumerable.Range(0, (steps * 9) - Sample)
                .Select(_ => engine.Client.SignalAsync("s", BenchEngine.Signal, CancellationToken.None)));
        }
    }

    private static (long Heap, long Resident) Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    private static async Task WaitingAsync(int count)
    {
        string directory;
        await using (var engine = await BenchEngine.StartAsync(options => options.MaxIdleInstances = 1_000))
        {
            directory = engine.Keep();
            var before = Memory();
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < count; i += 1_000)
            {
                var first = i;
                await Task.WhenAll(Enumerable.Range(0, 1_000)
                    .Select(number => engine.Client.StartAsync("hold", $"w{first + number}", CancellationToken.None)));
            }

            var rate = count / watch.Elapsed.TotalSeconds;
            var after = Memory();
            Console.WriteLine($"{rate,12:N0} starts/s");
            var heap = (after.Heap - before.Heap) / (double)count;
            var resident = (after.Resident - before.Resident) / (double)count;
            Console.WriteLine($"{heap,12:N0} bytes of heap and {resident:N0} resident for each of {count:N0} waiting workflows");
        }

        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var restart = Stopwatch.StartNew();
        await using var again = await BenchEngine.StartAsync(directory: directory);
        await again.FirstDue;
        Console.WriteLine($"{restart.Elapsed.TotalMilliseconds,12:N0} ms from start to the first due workflow, {count:N0} waiting");
    }
}

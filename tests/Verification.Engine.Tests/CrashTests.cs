using System.Collections.Concurrent;
using SQLitePCL;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Engine.Storage;

namespace Verification.Engine.Tests;

/// <summary>The process dies at a commit: just before it is written, or just after and before anything could leave.</summary>
public sealed class CrashTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_AtEveryCommit_LosesNothingAcknowledgedAndLetsNothingOutEarly(bool written)
    {
        const int Steps = 4;
        var crashAt = 0;
        var crashed = true;
        while (crashed)
        {
            crashAt++;
            var ran = new ConcurrentQueue<int>();
            List<int> received = [];
            await using var engine = await new TestEngine()
                .Activity("step", number =>
                {
                    ran.Enqueue(number);
                    return number;
                })
                .Workflow("order", async context =>
                {
                    received.Clear();
                    for (var step = 1; step <= Steps; step++)
                    {
                        context.SetStatus(
                            new WorkflowStatus(VerificationStatus.Processing, context.Now, [new AwaitedInput(null, $"step-{step}")]));
                        Assert.Equal(step, await context.CallAsync("step", step));
                        received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
                    }
                })
                .StartAsync();

            var commits = 0;
            engine.CommitProbe = after =>
            {
                if (after == written && ++commits == crashAt)
                {
                    throw new InvalidOperationException("crash");
                }
            };

            crashed = false;
            async Task<T> RetryAsync<T>(Func<Task<T>> ask)
            {
                try
                {
                    return await ask();
                }
                catch (StoreException)
                {
                    crashed = true;
                    var before = ran.ToList();
                    await engine.RestartAsync();
                    var status = (await engine.Client.GetAsync("a", Token))?.Status?.Awaiting[0].Code.ToString();
                    Assert.All(before, step => Assert.InRange($"step-{step}", "step-1", status ?? "nothing was stored"));
                    return await ask();
                }
            }

            var isNew = await RetryAsync(() => engine.Client.StartAsync("order", "a", Token));
            Assert.True(isNew || (crashed && written));
            for (var step = 1; step <= Steps; step++)
            {
                // One thing at a time, so that every commit of the run is a place to die at.
                while (!ran.Contains(step) || engine.Health.RunningActivities > 0)
                {
                    await RetryAsync(() => engine.Client.GetAsync("a", Token));
                }

                await RetryAsync(() => engine.Client.GetAsync("a", Token));

                // A signal whose answer was lost may be there already; that is what ids are for.
                Assert.True(await RetryAsync(() => engine.Client.SignalAsync("a", Numbers.Signal(step), Token)) || step == Steps);
            }

            while (await RetryAsync(() => engine.Client.GetAsync("a", Token)) is not { RuntimeStatus: WorkflowRuntimeStatus.Completed })
            {
                await Task.Yield();
            }

            Assert.Equal([1, 2, 3, 4], ran.Distinct());
            Assert.InRange(ran.Count, Steps, Steps + 1);
            var acknowledged = received.Distinct();
            Assert.Equal(received.Count == acknowledged.Count() ? [1, 2, 3, 4] : Enumerable.Range(1, Steps - 1), acknowledged);
        }

        Assert.Equal(1 + (2 * Steps) + 1, crashAt);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_SignalsTimersStopsCrashesAndFullDisks_EveryAcknowledgedSignalArrivesOnceInOrder(int seed)
    {
        var random = new Random(seed);
        var outcomes = new ConcurrentDictionary<string, (int[] Signals, int Polls)>();
        await using var engine = new TestEngine { Configure = options => options.MaxIdleInstances = seed % 3 };
        await engine
            .Activity("poll", number => number)
            .Workflow("wait", context => StandingWaiter(context, outcomes))
            .StartAsync();

        var ids = Enumerable.Range(0, 4).Select(number => $"i{number}").ToArray();
        var sent = ids.ToDictionary(id => id, _ => new List<int>());
        var next = 0;
        foreach (var id in ids)
        {
            await AskAsync(engine, () => engine.Client.StartAsync("wait", id, Token));
        }

        for (var i = 0; i < 100; i++)
        {
            var id = ids[random.Next(ids.Length)];
            switch (random.Next(10))
            {
                case < 5:
                    sent[id].Add(++next);
                    await AskAsync(engine, () => engine.Client.SignalAsync(id, Numbers.Signal(next), Token));
                    break;
                case 5 or 6:
                    engine.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 120)));
                    break;
                case 7:
                    await engine.RestartAsync();
                    break;
                case 8:
                    var written = random.Next(2) == 0;
                    engine.CommitProbe = after =>
                    {
                        if (after == written)
                        {
                            throw new InvalidOperationException("crash");
                        }
                    };
                    break;
                default:
                    var left = random.Next(1, 3);
                    engine.CommitProbe = _ =>
                    {
                        if (--left >= 0)
                        {
                            throw new SqliteException(raw.SQLITE_FULL, "full");
                        }
                    };
                    break;
            }
        }

        engine.CommitProbe = null;
        foreach (var id in ids)
        {
            await AskAsync(engine, () => engine.Client.SignalAsync(id, Numbers.Signal(0, SignalKind.Cancel), Token));
            while (await AskAsync(engine, () => engine.Client.GetAsync(id, Token))
                is not { RuntimeStatus: WorkflowRuntimeStatus.Completed })
            {
                await Task.Yield();
            }

            Assert.Equal(sent[id], outcomes[id].Signals);
        }

        Assert.Empty(engine.Health.Alarms);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 8)];

    /// <summary>The shape of the product's own workflows: one waiter that always stands, and a timer a round.</summary>
    private static async Task StandingWaiter(WorkflowContext context, ConcurrentDictionary<string, (int[] Signals, int Polls)> outcomes)
    {
        List<int> received = [];
        var polls = 0;
        var signal = context.WaitForSignalAsync();
        while (true)
        {
            using var lost = new CancellationTokenSource();
            var timer = context.CreateTimer(context.Now.AddSeconds(30), lost.Token);
            if (await Task.WhenAny(signal, timer) == timer)
            {
                polls += await context.CallAsync("poll", 1);
                continue;
            }

            lost.Cancel();
            var came = await signal;
            signal = context.WaitForSignalAsync();
            if (came.Kind == SignalKind.Cancel)
            {
                outcomes[context.InstanceId] = ([.. received.Distinct()], polls);
                return;
            }

            received.Add(Numbers.NumberOf(came));
            await context.CallAsync("poll", 1);
        }
    }

    /// <summary>A client that repeats what it got no answer to, over a host that is started again when it died.</summary>
    private static async Task<T> AskAsync<T>(TestEngine engine, Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (StoreException exception) when (exception.Message.Contains("cannot be written", StringComparison.Ordinal))
            {
                engine.Clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
            catch (StoreException)
            {
                engine.CommitProbe = null;
                await engine.RestartAsync();
            }
        }
    }
}

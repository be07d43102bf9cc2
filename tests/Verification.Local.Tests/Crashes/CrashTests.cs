using System.Globalization;
using System.Text.Json.Nodes;

namespace Verification.Local.Tests.Crashes;

/// <summary>
/// The three promises, with <c>serve</c> killed by SIGKILL at random moments. <c>tests/crash.sh</c> runs it for longer, with other seeds.
/// </summary>
public sealed class CrashTests
{
    private const string FirstIsOut = "first-is-out";

    /// <summary>What goes wrong at the provider meanwhile, and how it must end all the same.</summary>
    private static readonly (Way Way, string Scenario, string Decision)[] Scenarios =
    [
        (Way.Pictures, "accepted", "accepted"),
        (Way.Pictures, "rejected", "rejected"),
        (Way.Pictures, "early-webhook", "accepted"),
        (Way.Pictures, "no-webhook", "accepted"),
        (Way.Pictures, "duplicate-webhook", "accepted"),
        (Way.Pictures, "start-ambiguous", "accepted"),
        (Way.Pictures, "open-ambiguous", "accepted"),
        (Way.Pictures, "chaos", "accepted"),
        (Way.Retake, "retake-glare", "accepted"),
        (Way.Retake, "wrong-side", "accepted"),
        (Way.Retake, "selfie-too-dark", "accepted"),
        (Way.Retake, "needs-finish", "accepted"),
        (Way.Retake, "start-ambiguous", "accepted"),
        (Way.Retake, "open-ambiguous", "accepted"),
        (Way.Retake, "chaos", "accepted"),
        (Way.Widget, "accepted", "accepted"),
        (Way.Widget, "rejected", "rejected"),
        (Way.Widget, "no-webhook", "accepted"),
        (Way.Page, "accepted", "accepted"),
        (Way.Page, "no-webhook", "accepted"),
        (Way.Page, "open-ambiguous", "accepted"),
        (Way.Fallback, FirstIsOut, "accepted"),
        (Way.Fallback, "open-ambiguous", "accepted"),
        (Way.Fallback, "start-ambiguous", "accepted"),
    ];

    private static readonly int Seed = Setting("CRASH_SEED", 20_261_121);
    private static readonly int Rounds = Setting("CRASH_ROUNDS", 50);
    private static readonly int OrdersPerRound = Setting("CRASH_ORDERS", 6);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_KilledAtRandomOverAndOver_KeepsTheThreePromises()
    {
        Report($"seed {Seed}, {Rounds} rounds of {OrdersPerRound} orders");
        var began = TimeProvider.System.GetTimestamp();
        var random = new Random(Seed);
        await using var product = await Product.CreateAsync();
        using var client = new PersistentClient(product);
        await client.ScriptAsync(JsonNode.Parse($$"""
            {
              "name": "{{FirstIsOut}}",
              "scenario": {
                "description": "The first pictures do not arrive.",
                "faults": [{ "call": "assure.setImages", "kind": "status", "status": 503, "first": 8 }]
              }
            }
            """)!.AsObject());
        product.Launch();
        await product.ReadyAsync();

        var starts = new Dictionary<Order, Task<string>>();
        var killedEarly = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // None in the last third: a start that is cut off is taken up again only after its lease of 30 s.
            for (var number = 0; number < OrdersPerRound && round < Rounds * 2 / 3; number++)
            {
                var (way, scenario, decision) = Scenarios[random.Next(Scenarios.Length)];
                var act = random.Next(8) switch { 0 => Act.Cancel, 1 => Act.Erase, _ => Act.None };
                var order = new Order($"order-{round}-{number}", scenario, decision) { Way = way, Act = act };
                starts.Add(order, PlaceAsync(client, order, after: random.Next(500), again: random.Next(3) == 0, actAfter: random.Next(4000)));
            }

            var early = random.Next(5) == 0;
            killedEarly += early ? 1 : 0;
            if (!early)
            {
                await product.ReadyAsync();
            }

            // As long as a start-up takes, so that a busy machine comes just as far.
            await Task.Delay(random.NextDouble() * product.StartUp, TimeProvider.System, Cancelled);
            await product.KillAsync();
            product.Launch();
        }

        await Task.WhenAll(starts.Values);
        var verdict = new Verdict(product, client);
        var total = await verdict.JudgeAsync(starts.ToDictionary(start => start.Key, start => start.Value.Result));
        Report($"{product.Kills} kills ({killedEarly} during start-up), {starts.Count} verifications ({Count(starts.Keys)}) from {client.Requests} requests, "
            + $"{Verdict.Sums(total)}, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s");
    }

    /// <summary>
    /// Sends the order, and perhaps once more later, as a client does that lost the answer; then does what the person is asked for.
    /// </summary>
    private static async Task<string> PlaceAsync(PersistentClient client, Order order, int after, bool again, int actAfter)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(after), TimeProvider.System, Cancelled);
        var id = await client.StartAsync(order);
        var followed = new CustomerApp(client).FollowAsync(order, id, TimeSpan.FromMilliseconds(actAfter));
        if (again && order.Act != Act.Erase)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(after * 10), TimeProvider.System, Cancelled);
            Assert.Equal(id, await client.StartAsync(order));
        }

        await followed;
        return id;
    }

    private static string Count(IEnumerable<Order> orders) => string.Join(", ", orders
        .SelectMany(order => order.Act == Act.None ? [order.Way.ToString()] : new[] { order.Way.ToString(), order.Act.ToString() })
        .CountBy(word => word).OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}"));

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static void Report(string text) => TestContext.Current.TestOutputHelper!.WriteLine(text);
}

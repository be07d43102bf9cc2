using System.Globalization;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Assure;

/// <summary>Counts calls by the minute of the clock; off unless set, since no document names a limit.</summary>
internal sealed class AssureRateLimit(IOptions<AssureOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _minute;
    private int _calls;

    /// <exception cref="AssureProblem">There were too many; the answer says when there is room again.</exception>
    public void Check(CallContext call)
    {
        if (options.Value.CallsPerMinute is not { } limit)
        {
            return;
        }

        var now = time.GetUtcNow();
        lock (_lock)
        {
            var minute = now.ToUnixTimeSeconds() / 60;
            _calls = minute == _minute ? _calls + 1 : 1;
            _minute = minute;
            if (_calls <= limit)
            {
                return;
            }
        }

        call.Http.Response.Headers.RetryAfter = (60 - now.Second).ToString(CultureInfo.InvariantCulture);
        throw AssureProblem.Gateway(StatusCodes.Status429TooManyRequests, "too_many_requests", "There were too many calls in this minute.");
    }

    public void Reset()
    {
        lock (_lock)
        {
            _calls = 0;
        }
    }
}

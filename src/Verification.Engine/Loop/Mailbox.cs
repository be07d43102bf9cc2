namespace Verification.Engine.Loop;

/// <summary>Messages of all threads to the one thread of the engine, which takes all there are at once.</summary>
internal sealed class Mailbox
{
    private readonly object _gate = new();
    private List<Message> _messages = [];
    private List<Message> _spare = [];
    private bool _closed;

    /// <summary>False when nobody reads any more.</summary>
    public bool Post(Message message)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _messages.Add(message);
            if (_messages.Count == 1)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>All messages so far, in order. The list is good until the next call.</summary>
    /// <param name="wait">Whether to wait when there is none.</param>
    public IReadOnlyList<Message> Take(bool wait)
    {
        lock (_gate)
        {
            while (wait && _messages.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            _spare.Clear();
            (_messages, _spare) = (_spare, _messages);
            return _spare;
        }
    }

    /// <summary>Takes no more messages, and returns those that may not have been dealt with: the last that were taken, and the rest.</summary>
    public IReadOnlyList<Message> Close()
    {
        lock (_gate)
        {
            _closed = true;
            return [.. _spare, .. _messages];
        }
    }
}

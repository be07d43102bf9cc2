using Verification.Core.Deliveries;

namespace Verification.Testing.Deliveries;

/// <summary>Takes webhooks, or answers as the test says.</summary>
public sealed class FakeDeliverySender : IDeliverySender
{
    public List<DeliveryRequest> Sent { get; } = [];

    public Func<int, DeliveryAnswer> Answer { get; set; } = _ => new DeliveryAnswer(204, "delivered");

    /// <summary>Why no endpoint may be used; null while all may.</summary>
    public string? Refusal { get; set; }

    public Task<string?> RefuseAsync(Uri endpoint, CancellationToken cancellationToken) => Task.FromResult(Refusal);

    public Task<DeliveryAnswer> SendAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        Sent.Add(request);
        return Task.FromResult(Answer(Sent.Count));
    }
}

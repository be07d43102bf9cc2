using Microsoft.Extensions.Options;
using Verification.Api.Deliveries;
using Verification.Core.Deliveries;

namespace Verification.Api.Tests.Deliveries;

public sealed class EndpointValidatorTests
{
    [Theory]
    [InlineData("https://shop.example/hook", false, true)]
    [InlineData("http://shop.example/hook", false, false)]
    [InlineData("http://127.0.0.1:5000/hook", false, false)]
    [InlineData("http://127.0.0.1:5000/hook", true, true)]
    [InlineData("ftp://shop.example/hook", true, false)]
    [InlineData("https://user:secret@shop.example/hook", false, false)]
    public void Validate_Endpoint_IsWhatTheSenderTakesAndNamesItsSetting(string url, bool allowLoopback, bool valid)
    {
        var sender = Options.Create(new DeliverySenderOptions { AllowLoopback = allowLoopback });
        var clients = new DeliveryOptions { ["shop"] = new() { Webhook = { Url = new Uri(url) } } };

        var result = new EndpointValidator(sender).Validate(null, clients);

        Assert.Equal(valid, result.Succeeded);
        if (!valid)
        {
            Assert.StartsWith("Clients:shop:Webhook:Url must be", Assert.Single(result.Failures!), StringComparison.Ordinal);
        }
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Verification.Api.Pipeline;
using Verification.Api.Routing;

namespace Verification.Api;

/// <summary>Maps the API onto ASP.NET Core.</summary>
public static class ApiEndpoints
{
    public static void MapVerificationApi(this IEndpointRouteBuilder endpoints)
    {
        var pipeline = endpoints.ServiceProvider.GetRequiredService<ApiPipeline>();
        foreach (var route in ApiRoutes.All)
        {
            endpoints.MapMethods(route.Pattern, route.Methods, Run(request => pipeline.RunAsync(route.Name, request)));
        }

        endpoints.Map("api/{**path}", Run(pipeline.RunUnmatchedAsync));
    }

    private static RequestDelegate Run(Func<HttpRequest, Task<IResult>> action) => async context =>
    {
        var result = await action(context.Request);
        await result.ExecuteAsync(context);
    };
}

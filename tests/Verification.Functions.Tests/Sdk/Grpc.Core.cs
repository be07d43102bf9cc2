// mirrors Grpc.Core.Api 2.80.0
namespace Grpc.Core;

public enum StatusCode
{
    OK = 0,
    Cancelled = 1,
    Unknown = 2,
    NotFound = 5,
    FailedPrecondition = 9,
    Unavailable = 14,
}

public readonly struct Status(StatusCode statusCode, string detail)
{
    public StatusCode StatusCode { get; } = statusCode;

    public string Detail { get; } = detail;
}

public class RpcException(Status status) : Exception(status.Detail)
{
    public StatusCode StatusCode { get; } = status.StatusCode;
}

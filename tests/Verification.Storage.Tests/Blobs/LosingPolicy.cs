using Azure.Core;
using Azure.Core.Pipeline;

namespace Verification.Storage.Tests.Blobs;

/// <summary>Lets requests through and loses the answers of the next writes, as a broken connection does.</summary>
internal sealed class LosingPolicy : HttpPipelinePolicy
{
    private int _toLose;

    public void LoseNext(int writes) => _toLose = writes;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method == RequestMethod.Put && Interlocked.Decrement(ref _toLose) >= 0)
        {
            throw new IOException("The connection broke.");
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}

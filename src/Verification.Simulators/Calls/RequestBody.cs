using Microsoft.AspNetCore.Http.Features;

namespace Verification.Simulators.Calls;

internal static class RequestBody
{
    /// <summary>The whole body, or null when it is larger than allowed.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http, int limit)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        if (http.Request.ContentLength > limit)
        {
            return null;
        }

        using var buffer = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}

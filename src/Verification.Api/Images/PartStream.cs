using Verification.Api.Problems;
using Verification.Core.Storage;

namespace Verification.Api.Images;

/// <summary>A part's bytes; where the form ends in the middle of them, that is the sender's error and not the store's.</summary>
internal sealed class PartStream(Stream part) : ReadOnlyStream
{
    public static ProblemException Malformed() => new(ProblemTypes.BodyMalformed, "The form is cut short or its parts cannot be told apart.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await part.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException || exception.GetType() == typeof(IOException))
        {
            throw Malformed();
        }
    }
}

using Verification.Api.Problems;
using Verification.Core.Erasing;

namespace Verification.Api.Verifications;

/// <summary>The answer for a verification that is being or was erased.</summary>
internal static class ErasedProblem
{
    public static ProblemException Of(ErasureReceipt? receipt) => receipt is null
        ? new(ProblemTypes.Erased, "It is being erased, or was; the verification's own path has the receipt once all is done.")
        : new(ProblemTypes.Erased, "See the receipt for what was erased.") { Receipt = receipt };
}

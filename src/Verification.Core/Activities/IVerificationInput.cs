using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>What an activity takes: always about one verification.</summary>
public interface IVerificationInput : IWorkflowMessage
{
    VerificationId Id { get; }
}

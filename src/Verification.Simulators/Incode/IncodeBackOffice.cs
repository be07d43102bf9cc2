using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Incode;

/// <summary>What only an executive may do.</summary>
internal sealed class IncodeBackOffice(IncodeState state, IncodeTokens tokens, IOptions<IncodeOptions> options)
{
    public void Map(SimulatorRoutes routes)
    {
        routes.Map("POST", "/executive/log-in", CallKind.Token, "logIn", LogIn);
        routes.Map("POST", "/omni/process/approve", CallKind.Finish, "approve", Approve);
        routes.Map("DELETE", "/omni/interview", CallKind.Delete, "deleteInterview", Delete);
    }

    private IResult LogIn(CallContext call)
    {
        tokens.CheckCaller(call);
        var request = IncodeJson.Read<LogInRequest>(call, options.Value.RefuseUnknownMembers);
        return tokens.IsExecutive(request)
            ? IncodeJson.Ok(new { token = tokens.IssueExecutive() })
            : throw IncodeProblem.Of(401, "E-mail or password is wrong.");
    }

    private IResult Approve(CallContext call)
    {
        tokens.CheckCaller(call);
        tokens.CheckExecutive(call);
        return IncodeJson.Ok(state.Read((string?)call.Http.Request.Query["interviewId"], found => new
        {
            success = found.Completed,
            uuid = found.Id,
            token = tokens.Issue(found.Id),
            totalScore = "OK",
            existingCustomer = found.Script.ExistingUser,
        }));
    }

    private IResult Delete(CallContext call)
    {
        tokens.CheckCaller(call);
        tokens.CheckExecutive(call);
        var interview = (string?)call.Http.Request.Query["interviewId"] ?? throw IncodeProblem.BadRequest("Parameter interviewId is required.");
        return state.Delete(interview) ? IncodeJson.Ok(new { success = true }) : throw IncodeProblem.NotFound();
    }
}

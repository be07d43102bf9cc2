namespace Verification.Simulators.Assure;

internal enum DocumentNaming
{
    NotAtAll,
    ById,
    ByType,
}

/// <summary>The rules of one provider behind Assure.</summary>
internal sealed record AssureProduct(string Alias)
{
    private static readonly string[] Redactable = ["personalIdentificationNumber", "photo"];

    public IReadOnlyList<string> ProcessTypes { get; init; } = [];

    public bool ProcessTypeRequired { get; init; }

    /// <summary>Process types whose images may be sent through Assure itself; an empty string stands for none.</summary>
    public IReadOnlyList<string> UploadTypes { get; init; } = [];

    /// <summary>Process types that the client starts, after an upload of its own.</summary>
    public IReadOnlyList<string> StartTypes { get; init; } = [];

    public DocumentNaming Document { get; init; }

    /// <summary>Has an SDK of its own, so that creating a process gives a token for it.</summary>
    public bool HasSdk { get; init; }

    public bool HasCapture { get; init; } = true;

    /// <summary>Gives the picture on the document as an image of its own.</summary>
    public bool HasPortrait { get; init; }

    /// <summary>The <c>sdk</c> values of a capture flow; an empty string stands for none.</summary>
    public IReadOnlyList<string> CaptureSdks { get; init; } = ["", "capture", "native"];

    public static IReadOnlyDictionary<string, AssureProduct> All { get; } = new AssureProduct[]
    {
        new("signicatpictureid")
        {
            ProcessTypes = ["document", "documentSelfie"],
            ProcessTypeRequired = true,
            UploadTypes = ["document", "documentSelfie"],
            StartTypes = ["document", "documentSelfie"],
            Document = DocumentNaming.ById,
        },
        new("onfido")
        {
            ProcessTypes = ["document", "documentSelfie", "documentVideo"],
            UploadTypes = ["", "document", "documentSelfie"],
            StartTypes = ["", "document", "documentSelfie", "documentVideo"],
            Document = DocumentNaming.ByType,
            HasSdk = true,
            CaptureSdks = ["", "capture", "native", "onfido"],
        },
        new("signicatpaper") { UploadTypes = [""], StartTypes = [""], Document = DocumentNaming.ByType },
        new("signicatvideoid")
        {
            ProcessTypes = ["substantial", "substantialFullyAuto", "high", "hybrid"],
            HasSdk = true,
            HasPortrait = true,
            CaptureSdks = ["native"],
        },
        new("eid")
        {
            ProcessTypes = ["attended", "unattended", "substantial"],
            StartTypes = ["unattended"],
            HasSdk = true,
            HasPortrait = true,
        },
        new("readid") { ProcessTypes = ["ready", "sdk"], HasSdk = true, HasPortrait = true },
        new("webid") { ProcessTypes = ["videoid", "accountid"], ProcessTypeRequired = true, HasSdk = true },
        new("facetec") { UploadTypes = [""], StartTypes = [""], HasSdk = true, HasCapture = false },
    }.ToDictionary(product => product.Alias, StringComparer.Ordinal);

    /// <summary>Compares faces. The general guide asks for a selfie; a process type that is about the document alone cannot need one.</summary>
    public bool NeedsSelfie(string? processType) => processType == "documentSelfie" || (processType is null && Alias == "onfido");

    public bool CanUpload(string? processType) => UploadTypes.Contains(processType ?? "");

    public bool IsStartedByClient(string? processType) => StartTypes.Contains(processType ?? "");

    /// <exception cref="AssureProblem">The request breaks a rule of this provider.</exception>
    public static AssureProduct Check(CreateProcessRequest request, bool capture)
    {
        var alias = request.Provider ?? throw AssureProblem.Required("provider");
        var product = All.GetValueOrDefault(alias) ?? throw AssureProblem.Client(400, $"Provider {alias} is not supported.");
        if (request.ProcessType is null && product.ProcessTypeRequired)
        {
            throw AssureProblem.Required("processType");
        }

        if (request.ProcessType is { } type && !product.ProcessTypes.Contains(type))
        {
            throw AssureProblem.Client(400, $"Field processType cannot be {type} for {alias}.");
        }

        if (capture && !product.HasCapture)
        {
            throw AssureProblem.Client(400, $"Provider {alias} has no capture flow.");
        }

        if (request.Redact is not null && alias != "signicatpaper")
        {
            throw AssureProblem.Client(400, "Field redact is for signicatpaper only.");
        }

        if (request.Redact?.Except(Redactable).FirstOrDefault() is { } unknown)
        {
            throw AssureProblem.Client(400, $"Field redact cannot name {unknown}.");
        }

        AssureDocumentTypes.Check(product, request, capture);
        return product;
    }
}

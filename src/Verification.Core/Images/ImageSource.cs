namespace Verification.Core.Images;

/// <summary>An image as a client sends it.</summary>
/// <param name="Open">Opens its bytes; may be called once.</param>
/// <param name="Declared">The format the sender said it is, where it said so.</param>
public sealed record ImageSource(ImageKind Kind, Func<Stream> Open, ImageFormat? Declared = null);

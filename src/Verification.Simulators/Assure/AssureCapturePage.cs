namespace Verification.Simulators.Assure;

/// <summary>The page behind a capture URL. The artifact stands in the fragment, which only the browser sees.</summary>
internal static class AssureCapturePage
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Simulated capture</title>
          <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 4rem auto; padding: 0 1rem }
            button { font: inherit; padding: .5rem 1rem; margin-right: .5rem }
          </style>
        </head>
        <body>
          <h1>Simulated capture</h1>
          <p>The provider's capture page would now take pictures of the document and of the person.</p>
          <button id="finish">Finish</button>
          <button id="cancel">Give up</button>
          <p id="message" role="status"></p>
          <script>
            const artifact = new URLSearchParams(location.hash.replace(/^#\/?/, '')).get('artifact') ?? '';
            for (const action of ['finish', 'cancel']) {
              document.getElementById(action).addEventListener('click', async () => {
                const base = location.pathname.replace(/\/$/, '');
                const response = await fetch(`${base}/${encodeURIComponent(artifact)}/${action}`, { method: 'POST' });
                const body = await response.json();
                if (response.ok) location.assign(body.redirectUrl);
                else document.getElementById('message').textContent = body.detail;
              });
            }
          </script>
        </body>
        </html>
        """;
}

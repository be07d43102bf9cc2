namespace Verification.Simulators.Passbase;

/// <summary>The page behind a web link.</summary>
internal static class PassbaseLinkPage
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Simulated web link</title>
          <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 4rem auto; padding: 0 1rem }
            button { font: inherit; padding: .5rem 1rem; margin-right: .5rem }
          </style>
        </head>
        <body>
          <h1>Simulated web link</h1>
          <p>The provider's page would now take pictures of the document and of the person.</p>
          <button id="finish">Finish</button>
          <button id="cancel">Give up</button>
          <p id="message" role="status"></p>
          <script>
            for (const action of ['finish', 'cancel']) {
              document.getElementById(action).addEventListener('click', async () => {
                const base = location.pathname.replace(/\/$/, '');
                const response = await fetch(`${base}/${action}${location.search}`, { method: 'POST' });
                document.getElementById('message').textContent = response.ok
                  ? `Done: ${(await response.json()).callback}. You may close this page.`
                  : await response.text();
              });
            }
          </script>
        </body>
        </html>
        """;
}

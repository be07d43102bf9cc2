namespace Verification.Simulators.Incode;

/// <summary>The hosted page of a session.</summary>
internal static class IncodeCapturePage
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Simulated onboarding</title>
          <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 4rem auto; padding: 0 1rem }
            button { font: inherit; padding: .5rem 1rem; margin-right: .5rem }
          </style>
        </head>
        <body>
          <h1>Simulated onboarding</h1>
          <p>Incode's page would now take pictures of the document and of the person.</p>
          <button id="finish">Finish</button>
          <button id="cancel">Leave</button>
          <p id="message" role="status"></p>
          <script>
            for (const action of ['finish', 'cancel']) {
              document.getElementById(action).addEventListener('click', async () => {
                const response = await fetch(`${location.pathname.replace(/\/$/, '')}/${action}`, { method: 'POST' });
                const body = await response.json();
                if (!response.ok) document.getElementById('message').textContent = body.message;
                else if (body.redirectUrl) location.assign(body.redirectUrl);
                else document.getElementById('message').textContent = 'Done. You can close this page.';
              });
            }
          </script>
        </body>
        </html>
        """;
}

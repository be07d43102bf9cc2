namespace Verification.Simulators;

/// <summary>What stands in for a provider's own page: a button for a person who has shown everything, one for a person who gives up.</summary>
internal static class CapturePage
{
    /// <param name="send">
    /// JavaScript: <c>(action, post) => message</c>, with <c>finish</c> or <c>cancel</c> for action, and a function that posts to an
    /// address under the page's own.
    /// </param>
    public static IResult Show(string title, string whose, string send) => Results.Content(
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{{title}}</title>
          <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 4rem auto; padding: 0 1rem }
            button { font: inherit; padding: .5rem 1rem; margin-right: .5rem }
          </style>
        </head>
        <body>
          <h1>{{title}}</h1>
          <p>{{whose}} page would now take pictures of the document and of the person.</p>
          <button id="finish">Finish</button>
          <button id="cancel">Give up</button>
          <p id="message" role="status"></p>
          <script>
            const post = path => fetch(location.pathname.replace(/\/$/, '') + path, { method: 'POST' });
            const send = {{send}};
            for (const action of ['finish', 'cancel']) {
              document.getElementById(action).addEventListener('click', async () => {
                document.getElementById('message').textContent = await send(action, post);
              });
            }
          </script>
        </body>
        </html>
        """,
        "text/html");
}

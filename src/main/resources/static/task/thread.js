// Keeps a thread of messages on the page up to date: the server tells, the page asks for the list anew.
(() => {
  const thread = document.querySelector("[data-thread]");
  if (!thread || !window.EventSource) return;
  const list = thread.querySelector("[data-thread-list]");
  const address = thread.dataset.thread;
  let newest = list.dataset.newest;
  const refresh = async () => {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-thread-list]");
    if (!fresh) return;
    list.replaceChildren(...fresh.childNodes);
    newest = fresh.dataset.newest;
  };
  const source = new EventSource(address + "/stream");
  source.addEventListener("message", refresh);
  source.addEventListener("open", () => thread.dataset.live = "true");
  window.addEventListener("pagehide", () => source.close());
})();

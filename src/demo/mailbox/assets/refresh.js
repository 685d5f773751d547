// The page works without this file, by its Refresh link. With it, whatever is marked data-live="milliseconds" is fetched
// anew that often and replaced where it changed; not while somebody has marked text to copy it, nor in a hidden tab.

const parts = document.querySelectorAll('[data-live]')

async function refresh() {
  if (document.hidden || document.getSelection()?.isCollapsed === false) return
  const answer = await fetch(location.href)
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const [index, fresh] of page.querySelectorAll('[data-live]').entries()) {
    const part = parts[index]
    if (part && !part.isEqualNode(fresh)) part.replaceChildren(...fresh.childNodes)
  }
}

async function keepFresh(milliseconds) {
  // A demo that was stopped: the page stays as it is, and goes on when the demo is back.
  await refresh().catch(() => undefined)
  setTimeout(keepFresh, milliseconds, milliseconds)
}

if (parts.length > 0) keepFresh(Number(parts[0].dataset.live))

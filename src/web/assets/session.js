// Warns two minutes before a logon session ends. Without this file the page says the same in words, and a reload keeps
// the session. Nothing is asked of the server but by a press of the button: this page alone keeps nobody logged on.

const WARNED_BEFORE_MILLISECONDS = 120_000

const dialog = document.querySelector('dialog[data-session]')
const sentence = document.querySelector('[data-session-lives]')
const [unused, limited, over] = ['idle', 'limit', 'over'].map((part) =>
  dialog.querySelector(`[data-${part}]`),
)
const form = dialog.querySelector('form')
const tabs = new BroadcastChannel(dialog.dataset.session)

let idleEnds
let ends
let timer
let dismissed = false

function live({ idleSeconds, leftSeconds, lives, soon }) {
  idleEnds = Date.now() + idleSeconds * 1000
  ends = Date.now() + leftSeconds * 1000
  sentence.textContent = lives
  unused.textContent = soon
  dismissed = false
  if (dialog.open) dialog.close()
  look()
}

function look() {
  clearTimeout(timer)
  const left = Math.min(idleEnds, ends) - Date.now()
  if (left <= 0) show(over)
  else if (left > WARNED_BEFORE_MILLISECONDS) timer = setTimeout(look, left - WARNED_BEFORE_MILLISECONDS)
  else {
    if (!dismissed) show(idleEnds < ends ? unused : limited)
    timer = setTimeout(look, left)
  }
}

// A modal dialog takes the focus and gives it back to where it was.
function show(part) {
  for (const one of [unused, limited, over]) one.hidden = one !== part
  form.hidden = part !== unused
  if (!dialog.open) dialog.showModal()
}

// Escape, or the button: warned once is enough, until the session is used again.
dialog.addEventListener('cancel', () => {
  dismissed = true
})
dialog.querySelector('[data-close]').addEventListener('click', () => {
  dismissed = true
  dialog.close()
})

async function stay(event) {
  event.preventDefault()
  // This form stays on its page: nothing is sent twice by it that a press did not ask for.
  event.stopImmediatePropagation()
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
  if (!answer.ok) return location.assign(dialog.dataset.home)
  const now = await answer.json()
  tabs.postMessage(now)
  live(now)
}
form.addEventListener('submit', stay, { capture: true })

// What is used in one tab is used in all of them.
tabs.addEventListener('message', ({ data }) => live(data))
addEventListener('visibilitychange', look)

const shown = {
  idleSeconds: Number(dialog.dataset.idleSeconds),
  leftSeconds: Number(dialog.dataset.leftSeconds),
  lives: sentence.textContent,
  soon: unused.textContent,
}
tabs.postMessage(shown)
live(shown)

// Every page works without this file. It only spares a second click, and copies.

for (const form of document.forms) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'yes'
    // After this turn: a button disabled at once would not submit in every browser.
    setTimeout(() => setButtons(form, true))
  })
}

// A page that comes back from the browser's own cache can be sent again.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  for (const form of document.forms) {
    delete form.dataset.sent
    setButtons(form, false)
  }
})

function setButtons(form, disabled) {
  for (const button of form.querySelectorAll('button[type=submit]')) button.disabled = disabled
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    button.textContent = button.dataset.copied
  })
}

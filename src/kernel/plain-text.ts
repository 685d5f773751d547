/** What nobody sees on a screen: control characters, and the marks that turn the direction of writing. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u

/** A text of one line as it is kept: in Unicode's composed form (NFC), without blanks around it, all of it seen. */
export function isPlainText(text: string, longest: number): boolean {
  return text !== '' && text.length <= longest && text === plainText(text) && !UNSEEN.test(text)
}

/** As somebody typed it, made so. What is unseen stays, and is refused. */
export function plainText(typed: string): string {
  return typed.trim().normalize('NFC')
}

/** Where the site of a test is reached. */
export const ORIGIN = 'https://terminal.test'

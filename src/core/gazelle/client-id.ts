/** Whether a text can be an OAuth application's id: one word of at most 200 visible ASCII characters that is no web address. */
export const isClientId = (text: string): boolean => /^[\x21-\x7e]{1,200}$/.test(text) && !/^https?:/i.test(text)

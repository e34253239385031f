/** A key that makes sending twice one command. Works without a secure context, where `randomUUID` is missing. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

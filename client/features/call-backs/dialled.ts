/** `02-5550-0022 #533` as a telephone dials it: `tel:0255500022;ext=533`. */
export function dialled(phone: string): string {
  const [number = '', extension] = phone.split('#').map((part) => part.replace(/[^\d+]/g, ''))
  return extension ? `tel:${number};ext=${extension}` : `tel:${number}`
}

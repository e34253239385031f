/** How Taiwan writes its numbers: the code after the 0, and how the digits behind it are grouped. */
export const GROUPING: readonly { readonly code: string; readonly groups: readonly (readonly number[])[] }[] =
  [
    { code: '826', groups: [[5]] },
    { code: '836', groups: [[5]] },
    { code: '37', groups: [[3, 3]] },
    { code: '49', groups: [[3, 4]] },
    { code: '82', groups: [[3, 3]] },
    { code: '89', groups: [[3, 3]] },
    { code: '70', groups: [[4, 4]] },
    { code: '80', groups: [] },
    { code: '20', groups: [] },
    { code: '9', groups: [] },
    {
      code: '2',
      groups: [
        [4, 4],
        [3, 4],
      ],
    },
    {
      code: '4',
      groups: [
        [4, 4],
        [3, 4],
      ],
    },
    { code: '3', groups: [[3, 4]] },
    { code: '5', groups: [[3, 4]] },
    { code: '6', groups: [[3, 4]] },
    { code: '7', groups: [[3, 4]] },
    { code: '8', groups: [[3, 4]] },
  ]

/** Numbers that are dialled as they stand: no area code before them, and no validation library knows them. */
const SERVICE_NUMBERS: ReadonlySet<string> = new Set([
  ...['110', '112', '113', '117', '118', '119', '165', '166', '167', '168'],
  ...['1911', '1912', '1922', '1925', '1933', '1950', '1955', '1957', '1966', '1968', '1980', '1985'],
  ...['1988', '1991', '1995', '1996', '1998', '1999'],
])

/** Nationwide numbers of local charge: 412, 449 and four or five digits. */
const NATIONWIDE = /^(?:412|449)\d{4}$/

export const isServiceNumber = (digits: string): boolean =>
  SERVICE_NUMBERS.has(digits) || NATIONWIDE.test(digits)

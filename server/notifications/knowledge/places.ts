/** Where letters about Q&A lead, at the desk and in the portal. */
export const placesOf = (publicUrl: string) => ({
  review: `${publicUrl}/desk/kb?list=review`,
  overdue: `${publicUrl}/desk/kb?list=overdue`,
  written: (number: string) => `${publicUrl}/desk/kb/${number}`,
  gaps: `${publicUrl}/desk/kb/gaps`,
  feedback: `${publicUrl}/desk/kb/feedback`,
  entry: (number: string) => `${publicUrl}/qa/${number}`,
})

/** Gives the user a file. What is in it is not looked at, and no page is made of it. */
export function save(name: string, content: string | Blob): void {
  const blob = typeof content === 'string' ? new Blob([content]) : content
  const url = URL.createObjectURL(new Blob([blob], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

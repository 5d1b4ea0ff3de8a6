// A guest for tests, small enough to read: one boot sector. It prints a line, then keeps the last
// key pressed at 0x7e00 ('0' at first) and echoes it; the mark 'R' beside it says that it is ready.
// On a press of the power button it powers off.

const PROGRAM = [
  [0x31, 0xc0], //             xor ax, ax
  [0x8e, 0xd8], //             mov ds, ax
  [0x8e, 0xd0], //             mov ss, ax
  [0xbc, 0x00, 0x7c], //       mov sp, 0x7c00
  [0xba, 0x02, 0x06], //       mov dx, 0x602        ; power management: which events to report
  [0xb8, 0x00, 0x01], //       mov ax, 0x100        ; the power button
  [0xef], //                   out dx, ax
  [0xbe, 0x52, 0x7c], //       mov si, text
  [0xac], //             next: lodsb
  [0x84, 0xc0], //             test al, al
  [0x74, 0x05], //             jz ready
  [0xe8, 0x2c, 0x00], //       call put
  [0xeb, 0xf6], //             jmp next
  [0xc7, 0x06, 0x00, 0x7e, 0x30, 0x52], // ready: mov word [0x7e00], '0' + 'R' * 256
  [0xfb], //             loop: sti
  [0xf4], //                   hlt
  [0xb4, 0x01], //             mov ah, 1
  [0xcd, 0x16], //             int 0x16             ; is there a key?
  [0x74, 0x0a], //             jz power
  [0xb4, 0x00], //             mov ah, 0
  [0xcd, 0x16], //             int 0x16             ; take it
  [0xa2, 0x00, 0x7e], //       mov [0x7e00], al
  [0xe8, 0x12, 0x00], //       call put
  [0xba, 0x00, 0x06], // power: mov dx, 0x600       ; events seen
  [0xed], //                   in ax, dx
  [0xf6, 0xc4, 0x01], //       test ah, 1
  [0x74, 0xe5], //             jz loop
  [0xba, 0x04, 0x06], //       mov dx, 0x604
  [0xb8, 0x00, 0x20], //       mov ax, 0x2000       ; power off
  [0xef], //                   out dx, ax
  [0xeb, 0xdc], //             jmp loop
  [0xba, 0xf8, 0x03], // put:  mov dx, 0x3f8        ; first serial port
  [0xee], //                   out dx, al
  [0xb4, 0x0e], //             mov ah, 0x0e
  [0x31, 0xdb], //             xor bx, bx
  [0xcd, 0x10], //             int 0x10             ; and the screen
  [0xc3], //                   ret
]

const BOOT_SECTOR_BYTES = 512
const IMAGE_BYTES = 64 * 1024

/** A raw disk image that boots this guest. */
export function guestImage(): Buffer {
  const image = Buffer.alloc(IMAGE_BYTES)
  Buffer.from([...PROGRAM.flat(), ...Buffer.from('guest ready\r\n\0')]).copy(image)
  image.writeUInt16LE(0xaa55, BOOT_SECTOR_BYTES - 2)
  return image
}

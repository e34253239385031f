import { readMail } from './read.ts'
import { serveMails } from './reader-serve.ts'

serveMails(readMail)

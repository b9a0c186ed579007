// Loaded before a program of Node's: its clock is ahead by as many milliseconds as the file says that AHEAD_FILE names.
import { readFileSync } from 'node:fs'

const realNow = Date.now
Date.now = () => realNow() + Number(readFileSync(process.env.AHEAD_FILE, 'utf8'))

import { describeHalf } from './halves.ts'

describeHalf(0)

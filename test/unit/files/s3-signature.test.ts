import { expect, test } from 'vitest'
import { signatureOf } from '../../support/s3-signature.ts'

// The examples of "Signature Calculations for the Authorization Header" in the Amazon S3 API Reference.
const example = { secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', day: '20130524', region: 'us-east-1' }
const headers = { host: 'examplebucket.s3.amazonaws.com', 'x-amz-date': '20130524T000000Z' }

test('our judge of signatures agrees with the published example of reading an object', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const signature = signatureOf(
    {
      method: 'GET',
      url: '/test.txt',
      headers: { ...headers, range: 'bytes=0-9', 'x-amz-content-sha256': empty },
    },
    { ...example, signed: ['host', 'range', 'x-amz-content-sha256', 'x-amz-date'] },
  )
  expect(signature).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41')
})

test('our judge of signatures agrees with the published example of writing an object', () => {
  const signature = signatureOf(
    {
      method: 'PUT',
      url: '/test%24file.text',
      headers: {
        ...headers,
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      },
    },
    { ...example, signed: ['date', 'host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-storage-class'] },
  )
  expect(signature).toBe('98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd')
})

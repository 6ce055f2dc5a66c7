import { failure, type Result, success } from '../../domain/result.ts';

interface Detector {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}

/** The Shape Detection API, which some browsers have and TypeScript does not know yet. */
interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

/** Whether this browser reads QR codes in pictures. */
export async function canReadPictures(): Promise<boolean> {
  const formats: readonly string[] | undefined = await detectorClass()
    ?.getSupportedFormats()
    .catch((): readonly string[] => []);
  return formats?.includes('qr_code') ?? false;
}

/**
 * What the QR code in a picture says. Fails with `no-detector` where the browser reads none, `not-a-picture`, and
 * `no-qr` where there is none to be seen.
 */
export async function readPicture(file: Blob): Promise<Result<string>> {
  const Class = detectorClass();
  if (Class === undefined || !(await canReadPictures())) {
    return failure(
      'no-detector',
      'This browser cannot read QR codes in pictures. Type the code that stands below the QR code, or paste what a reader of QR codes makes of it.',
    );
  }
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return failure('not-a-picture', 'This file is no picture that the browser can open.');
  }
  try {
    const [found] = await new Class({ formats: ['qr_code'] }).detect(picture);
    if (found !== undefined && found.rawValue !== '') return success(found.rawValue);
    return failure(
      'no-qr',
      'There is no QR code to be seen in this picture. Take it again from closer and with more light, or type the code.',
    );
  } finally {
    picture.close();
  }
}

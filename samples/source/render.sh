#!/usr/bin/env bash
# Draws ../*.png and ../*.jpg from the SVG files beside this script.
# Needs: sudo apt-get install librsvg2-bin imagemagick fonts-dejavu fonts-ocr-b
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

for name in passport card-front card-back selfie; do
    rsvg-convert "$name.svg" --output "../$name.png"
    convert "../$name.png" -strip -quality 88 "../$name.jpg"
done

# A palette makes the fine lines of the documents small; the selfie's soft shades need none of that.
for name in passport card-front card-back; do
    convert "../$name.png" -strip +dither -colors 255 "PNG8:../$name.png"
done

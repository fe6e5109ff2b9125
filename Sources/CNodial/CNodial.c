// What nodial.h declares is written in Swift: NodialC.
#include "nodial.h"

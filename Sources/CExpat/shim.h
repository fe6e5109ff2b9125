// expat: the XML of workbooks.
#ifndef NODIAL_CEXPAT_SHIM_H
#define NODIAL_CEXPAT_SHIM_H

#include <expat.h>

#endif
